"""What would have fitted: from a symptom in a message to what its author really did."""
