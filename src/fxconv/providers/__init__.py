"""The providers: one file each, named by its id with `_` for `-`.

A file whose name begins with `_` is no provider but has what several of them share.
"""
