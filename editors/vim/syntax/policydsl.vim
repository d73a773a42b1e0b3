" Made by editors/generate.py; do not edit.
if exists('b:current_syntax') | finish | endif
syntax iskeyword @,48-57,_,192-255,-,.
syntax sync fromstart

syntax match policydslClause /\C\%(\<after\>\|\<as\>\|\<because\>\|\<binds\>\|\<cites\>\|\<coercive\>\|\<declares\>\|\<every\>\|\<expect\>\|\<force\>\|\<formerly\>\|\<free\>\|\<given\>\|\<hold\>\|\<if\>\|\<irreversible\>\|\<means\>\|\<only\>\|\<otherwise\>\|\<outcomes\>\|\<settles\>\|\<several\>\|\<source\>\|\<tests\>\|\<under\>\|\<unless\>\|\<uses\>\|\<version\>\|\<when\>\|\<while\>\|\<within\>\|\<working\>\|\<zone\>\|休\|凡\|如\|指\|时\|時\|每\|满\|滿\|班\|設\|设\|須\|须\)/
syntax match policydslCondition /\C\%(\<always\>\|\<and\>\|\<except\>\|\<is\>\|\<never\>\|\<not\>\|\<or\>\|\<outside\>\|且\|或\|是\|除\|非\)/
syntax match policydslConstant /\C\%(\<friday\>\|\<monday\>\|\<no\>\|\<saturday\>\|\<sunday\>\|\<thursday\>\|\<tuesday\>\|\<unknown\>\|\<wednesday\>\|\<yes\>\|假\|真\)/
syntax match policydslJoining /\C\%(\<about\>\|\<at\>\|\<before\>\|\<between\>\|\<by\>\|\<counting\>\|\<disclosing\>\|\<during\>\|\<each\>\|\<effective\>\|\<for\>\|\<from\>\|\<in\>\|\<of\>\|\<on\>\|\<outage\>\|\<over\>\|\<recorded\>\|\<since\>\|\<through\>\|\<throughout\>\|\<to\>\|\<total\>\|\<until\>\|\<valid\>\|\<with\>\|个\|为\|于\|以\|個\|內\|内\|到\|前\|后\|向\|和\|在\|就\|後\|按\|於\|止\|為\|由\|的\|經\|经\|自\|至\|被\|起\|距\|逢\)/
syntax match policydslOutcome /\C\%(\<begun\>\|\<blocked\>\|\<bounced\>\|\<cancelled\>\|\<deferred\>\|\<delivered\>\|\<done\>\|\<ended\>\|\<failed\>\|\<granted\>\|\<lapsed\>\|\<regretted\>\|\<withdrawn\>\)/
syntax match policydslSentence /\C\%(\<act\>\|\<actor\>\|\<article\>\|\<calendar\>\|\<channel\>\|\<clock\>\|\<disclosure\>\|\<event\>\|\<fact\>\|\<forbid\>\|\<freeze\>\|\<item\>\|\<ladder\>\|\<law\>\|\<lender\>\|\<limit\>\|\<matter\>\|\<measure\>\|\<party\>\|\<permission\>\|\<policy\>\|\<product\>\|\<purpose\>\|\<require\>\|\<rule\>\|\<scenario\>\|\<stages\>\|\<unit\>\|\<vocabulary\>\)/
syntax match policydslType /\C\%(\<date\>\|\<money\>\)/
syntax match policydslUnit /\C\%(\<day\>\|\<days\>\|\<hour\>\|\<hours\>\|\<minute\>\|\<minutes\>\|\<month\>\|\<months\>\|\<time\>\|\<times\>\|\<week\>\|\<weeks\>\|\<year\>\|\<years\>\|周\|天\|年\|次\|週\)/
syntax match policydslClause /\C\%(\<acts\s\+from\>\|\<closes\s\+at\>\|\<in\s\+en\>\|\<in\s\+force\>\|\<in\s\+zh\>\|\<in\s\+zh_hans\>\|\<in\s\+zh_hant\>\|\<takes\s\+time\>\|\<without\s\+end\>\|仅限\|依据\|依據\|保持\|僅限\|出处\|出處\|原名\|否则\|否則\|多人\|应在\|應在\|採用\|效力\|施行\|时区\|明确\|明確\|時區\|期望\|检验\|檢驗\|每满\|每滿\|法域\|版本\|理由\|約束\|結果\|约束\|结果\|身份\|采用\|除非\)/
syntax match policydslCondition /\C\%(\<at\s\+least\>\|\<at\s\+most\>\|\<is\s\+not\>\|\<it\s\+is\>\|\<less\s\+than\>\|\<more\s\+than\>\|\<nothing\s\+else\>\|一律\|不是\|不足\|从不\|從不\|至少\|超过\|超過\|避开\|避開\)/
syntax match policydslConstant /\C\%(\<free\s\+days\>\|不明\|周一\|周三\|周二\|周五\|周六\|周四\|周日\|週一\|週三\|週二\|週五\|週六\|週四\|週日\)/
syntax match policydslJoining /\C\%(\<ending\s\+by\>\|\<for\s\+each\>\|\<given\s\+to\>\|\<of\s\+each\>\|\<the\s\+earliest\>\|事由\|任意\|停机\|停機\|全程\|分佈\|分布\|只計\|只计\|合計\|合计\|属于\|屬於\|期間\|期间\|每一\|每个\|每個\|用于\|用於\|給予\|给予\|通过\|通過\)/
syntax match policydslOutcome /\C\%(取得\|取消\|受阻\|失效\|失敗\|失败\|完成\|开始\|推迟\|推遲\|撤銷\|撤销\|結束\|结束\|退回\|送达\|送達\|開始\)/
syntax match policydslSentence /\C\%(事件\|事实\|事實\|事項\|事项\|产品\|单位\|單位\|情景\|措施\|政策\|日历\|日曆\|条款\|條款\|法律\|渠道\|物項\|物项\|產品\|目的\|禁止\|行为\|行為\|要求\|規則\|规则\|計時\|許可\|詞彙\|计时\|许可\|词汇\|阶梯\|阶段\|限制\|階梯\|階段\)/
syntax match policydslType /\C\%(\<number\s\+of\>\|\<one\s\+of\>\|取值\|数目\|數目\|日子\|日期\|时段\|時段\|金額\|金额\)/
syntax match policydslUnit /\C\%(\<business\s\+day\>\|\<business\s\+days\>\|\<per\s\+case\>\|\<per\s\+day\>\|\<per\s\+month\>\|\<rounding\s\+down\>\|\<rounding\s\+up\>\|个月\|個月\|分鐘\|分钟\|小时\|小時\|每案\)/
syntax match policydslClause /\C\%(\<after\s\+each\s\+of\>\|\<again\s\+after\s\+regret\>\|\<breach\s\+is\s\+presumed\>\|\<business\s\+days\s\+of\>\|\<for\s\+one\s\+act\>\|\<late\s\+at\s\+most\>\|\<late\s\+without\s\+limit\>\|外文\s*en\|外文\s*zh\|外文\s*zh_hans\|外文\s*zh_hant\|无终期\|有时长\|有時長\|無終期\|結案於\|结案于\)/
syntax match policydslCondition /\C\%(不超过\|不超過\)/
syntax match policydslConstant /\C\%(休息日\|工作日\|月末日\)/
syntax match policydslJoining /\C\%(\<for\s\+at\s\+most\>\|\<in\s\+another\s\+case\>\|\<rolled\s\+back\s\+to\>\|\<rolled\s\+forward\s\+to\>\|\<the\s\+day\s\+before\>\|分別計\|分别计\|另案中\|提前至\|最早的\|有效期\|生效于\|生效於\|登記於\|登记于\|順延至\|顺延至\)/
syntax match policydslOutcome /\C\%(被撤回\)/
syntax match policydslSentence /\C\%(当事人\|當事人\|行为人\|行為人\)/
syntax match policydslType /\C\%(\<set\s\+of\s\+days\>\)/
syntax match policydslUnit /\C\%(\<per\s\+week\s\+from\>\)/
syntax match policydslClause /\C\%(\<also\s\+for\s\+running\s\+cases\>\|\<from\s\+the\s\+day\s\+before\>\|不可撤銷\|不可撤销\|公开执行\|公開執行\|具強制性\|具强制性\|推定违反\|推定違反\|每日行动\|每日行動\|迟到不限\|适用法律\|適用法律\|遲到不限\)/
syntax match policydslCondition /\C\%(別無其他\|别无其他\|本行为系\|本行為係\)/
syntax match policydslConstant /\C\%(\<last\s\+day\s\+of\s\+month\>\)/
syntax match policydslJoining /\C\%(的前一日\)/
syntax match policydslSentence /\C\%(披露程度\|放貸機構\|放贷机构\|暂停计时\|暫停計時\)/
syntax match policydslType /\C\%(\<hours\s\+of\s\+the\s\+day\>\)/
syntax match policydslUnit /\C\%(个工作日\|個工作日\|每自然日\|每自然月\|逢缺进后\|逢缺退前\|逢缺進後\)/
syntax match policydslClause /\C\%(迟到不超过\|遲到不超過\)/
syntax match policydslJoining /\C\%(\<rolled\s\+within\s\+the\s\+month\s\+to\>\|历时不超过\|歷時不超過\|至迟结束于\|至遲結束於\)/
syntax match policydslUnit /\C\%(每自然周自\|每自然週自\)/
syntax match policydslClause /\C\%(工作日依日历\|工作日依日曆\|撤回后可再次\|撤回後可再次\|自前一日起算\)/
syntax match policydslJoining /\C\%(当月内调整至\|當月內調整至\)/
syntax match policydslClause /\C\%(亦适用于在途案件\|亦適用於在途案件\|仅对一次行为有效\|僅對一次行為有效\)/

syntax match policydslNumber /\%([[:alnum:]_]\)\@<![0-9０-９]\+\%([.．][0-9０-９]\+\)\=/
syntax match policydslDate /[0-9０-９]\{4}[-－][0-9０-９]\{1,2}[-－][0-9０-９]\{1,2}/
syntax match policydslDate /[0-9０-９]\{1,2}[:：][0-9０-９]\{2}/
syntax match policydslUnit /\C\%([0-9０-９]\s*\)\@<=[A-Z]\{3}\>/
syntax region policydslText start=/"/ end=/"/ oneline keepend
syntax region policydslText start=/“/ end=/”/ oneline keepend
syntax region policydslText start=/「/ end=/」/ oneline keepend
syntax match policydslComment /#.*$/ contains=@Spell

highlight default link policydslSentence Structure
highlight default link policydslClause Statement
highlight default link policydslCondition Operator
highlight default link policydslJoining Keyword
highlight default link policydslConstant Constant
highlight default link policydslUnit Type
highlight default link policydslOutcome Constant
highlight default link policydslType Type
highlight default link policydslNumber Number
highlight default link policydslDate Number
highlight default link policydslText String
highlight default link policydslComment Comment

let b:current_syntax = 'policydsl'
