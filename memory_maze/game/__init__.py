"""How episodes are drawn, what touching is, the hunt's rule, and one moment's state."""
