"""`python -m hisight` is the same as `hisight`."""

from hisight.cli import main

main()
