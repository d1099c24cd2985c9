def step(text: str, count: int = 3, items: list = [], flag: bool = False) -> str:
    import sys

    print(len(text), text[:20], text[-20:], count, items, flag)
    print(len(sys.argv), max(map(len, sys.argv)))
    return text[:5]
