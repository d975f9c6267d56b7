import sys

with open(sys.argv[1]) as source:
    words = source.read().split()
print(len(words), "words,", len(set(words)), "different")
