"""What every floor of the house may use: time, identity, money, words, vocabulary. No Qt, no SQL."""
