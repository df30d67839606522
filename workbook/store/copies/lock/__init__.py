"""The answers behind a passphrase: the encrypted file, and the states a home can be in."""
