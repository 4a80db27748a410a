"""One module a subject of conversation: words become requests, rulings become words."""
