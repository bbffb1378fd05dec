alphacut models list
alphacut models verify
