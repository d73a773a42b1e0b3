"""policydsl: outreach policies that are checked before anybody is contacted."""
