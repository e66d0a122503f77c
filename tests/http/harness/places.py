"""places.py - postcodes at exact distances from each other.

They are imported as an operator would import the ONS Postcode Directory, from
a corner of the grid where the demo has no homes.

SPDX-License-Identifier: Apache-2.0
"""
import itertools
import random
import string

METRES_PER_MILE = 1609.344
CENTRE = (250_000, 900_000)  # easting, northing, metres
LETTERS = string.ascii_uppercase


class Places:
    """Hands out postcodes; each one is used once."""

    def __init__(self, stack):
        self.stack = stack
        # All of the form ZZ99 9AA, in an order of this run's own.
        codes = list(itertools.product(range(10, 100), range(10)))
        random.shuffle(codes)
        self.codes = (f"ZZ{a} {b}{x}{y}" for a, b in codes
                      for x in LETTERS for y in LETTERS)
        self.centres = {}

    def centre(self):
        """A new postcode to measure from."""
        code = next(self.codes)
        self.centres[code] = (CENTRE[0] + random.randrange(40_000),
                              CENTRE[1] + random.randrange(40_000))
        self.add([(code, *self.centres[code])])
        return code

    def at(self, centre, *miles):
        """One new postcode for each distance, as the crow flies."""
        east, north = self.centres[centre]
        rows = [(next(self.codes), east, north + round(m * METRES_PER_MILE))
                for m in miles]
        self.add(rows)
        return [code for code, _, _ in rows]

    def add(self, rows, terminated="", grid="1"):
        """rows: (postcode, easting, northing)."""
        lines = ["pcds,doterm,east1m,north1m,gridind"]
        lines += [f'"{code}",{terminated},{east},{north},{grid}'
                  for code, east, north in rows]
        self.stack.fairlot("import", "postcodes", "-",
                           stdin="\n".join(lines) + "\n")

    def unknown(self):
        """A postcode that nobody has imported."""
        return next(self.codes)
