"""An emulator of VK for trying and testing the bot, with its page."""
