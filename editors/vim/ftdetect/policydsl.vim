autocmd BufRead,BufNewFile *.policy,*.law,*.vocabulary,*.scenario setfiletype policydsl
