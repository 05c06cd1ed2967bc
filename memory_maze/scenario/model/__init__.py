"""What a scenario is: sections, fields, rules."""
