"""YAML documents as trees that know their places. Nothing here knows a field."""
