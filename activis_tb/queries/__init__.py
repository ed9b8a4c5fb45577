"""One question of the page per file: a frozen query and the function that answers it, for HTTP, notebooks and tests
alike."""
