"""What is allowed and looks like a slip: one file for each rule, in ``rules``."""
