"""Answers when something is wrong: a page in the visitor's language, problem+json (RFC 9457) under the API."""
