"""The demo: content in TOML, and the code that brings it through the ordinary actions."""
