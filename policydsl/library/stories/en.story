scenario simulated
    tests $policy
    from $first until $last
    given $given
