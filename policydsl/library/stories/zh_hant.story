情景 simulated
    檢驗 $policy
    自$first起至$last止
    設$given
