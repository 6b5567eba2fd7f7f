"""Site search: what the apps say can be found, put together; the page and the API that answer."""
