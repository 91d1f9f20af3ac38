"""What many stays have in common: the quality of calls by browser, network, country, day and so on."""
