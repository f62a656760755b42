"""The project package: settings, addresses, and what spans the apps."""

__version__ = "0.1.0"
