"""The Gymnasium doors. Nothing is imported here: an ID's entry point names the module that it needs."""
