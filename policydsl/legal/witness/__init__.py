"""Cases with dates that are played into a breach before anybody sees them."""
