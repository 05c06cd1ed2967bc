"""The pages for people, in a browser: the catalogue, an editor, games, replays and scores, from a server of our own.

docs/web.md tells what there is, how it is kept safe, and why it is made of these parts.
"""
