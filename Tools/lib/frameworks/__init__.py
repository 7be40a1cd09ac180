"""Networks run and exported by five frameworks, packed and run by katydid-tools: do they agree?"""
