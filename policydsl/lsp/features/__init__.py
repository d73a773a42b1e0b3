"""The requests that are answered, one file for each."""

from policydsl.lsp.feature import Feature
from policydsl.lsp.features import (
    code_action,
    definition,
    document_symbol,
    folding_range,
    formatting,
    hover,
    range_formatting,
    references,
    semantic_tokens,
)

FEATURES: tuple[Feature, ...] = (
    code_action.FEATURE,
    definition.FEATURE,
    document_symbol.FEATURE,
    folding_range.FEATURE,
    formatting.FEATURE,
    hover.FEATURE,
    range_formatting.FEATURE,
    references.FEATURE,
    semantic_tokens.FEATURE,
)
