"""Certificates that prove themselves: their number, name, programme and date, signed with the office's own Ed25519 key (RFC 8032).

What is signed is carried whole, in a QR code and in the file's properties, so that it can be verified without a network and without the
register, by anybody who has the public key. It is no certified electronic signature, and it says nothing of whether a number was revoked.
"""
