"""HISight: traffic inspector and debugging proxy between hospital systems and a city health platform."""

from importlib.metadata import version

__version__ = version("hisight")
