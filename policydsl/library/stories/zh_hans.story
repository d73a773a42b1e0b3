情景 simulated
    检验 $policy
    自$first起至$last止
    设$given
