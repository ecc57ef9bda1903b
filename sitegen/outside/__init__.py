"""Outside links of published entries: which there are, which matter most, whether they answer, what was seen before.

`links` and `memory` are pure; `asking` is the only module of the generator that asks the network.
"""
