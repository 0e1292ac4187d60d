"""Thirty-two matters. Published figures are those of the cases where they give any: seven materials and thirty
statutory working days for a mortgage (昌邑), a ten-minute wait in the labour hall (C47), two letters from the
archive for a retirement (开福), two materials, one trip, three steps and five working days for a newborn (C57),
five materials and two trips for a building permit (C59). The rest is what such guides usually say; some guides
say less than they should.
"""

from zlc.demo.guides.building import BUILDING
from zlc.demo.guides.care import CARE
from zlc.demo.guides.labour import LABOUR
from zlc.demo.guides.trade import TRADE

GUIDES = LABOUR | BUILDING | TRADE | CARE
