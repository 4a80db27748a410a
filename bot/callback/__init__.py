"""The callback server: VK hands over its events by itself (VK.md, 3.2)."""
