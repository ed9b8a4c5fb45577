"""HTTP and nothing else: routes, from query string to question, from answer to bytes."""
