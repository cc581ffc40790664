"""`python -m debtscan`: the same as the command `debtscan`."""

from debtscan.cli.main import main

if __name__ == "__main__":
    main()
