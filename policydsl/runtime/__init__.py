"""What a compiled policy needs when it runs; standard library only."""
