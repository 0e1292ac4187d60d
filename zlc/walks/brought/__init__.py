"""What files of unsent data bring, and how far it is believed."""
