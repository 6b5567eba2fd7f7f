"""Business parks and plots as sites for investment (recommendation 2.2), each with six traffic lights."""
