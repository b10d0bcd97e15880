"""The judgements: pure functions over declared facts, one module or package per topic, found by the catalogue."""
