"""What `load_demo` and `load_units` put into a new installation."""
