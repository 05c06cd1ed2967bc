"""Documents that stand for several scenarios, as trees: no field of a scenario is known here."""
