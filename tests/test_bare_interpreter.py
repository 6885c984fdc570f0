"""What runs in a bare interpreter runs here, and prints the same: on notes of others.

`make acceptance` compares all of them, `make test` a few.
"""

from pathlib import Path

import pytest

from benchmarks.bare_interpreter import Block, blocks_of, closed_network, compare_vault, report

VAULTS = ("numpy-tutorials", "scipy-lectures")


@pytest.fixture
def executable(corpus: Path) -> Path:
    try:
        closed_network()
    except OSError as error:
        pytest.skip(str(error))
    return corpus / "executable"


@pytest.mark.parametrize(("name", "seed"), [("numpy-tutorials", 1), ("scipy-lectures", 2)])
def test_some_notes(executable: Path, name: str, seed: int) -> None:
    found = compare_vault(executable / name, 2, 4, seed)
    assert len(found) > 10
    assert report(found) == []


@pytest.mark.acceptance
@pytest.mark.parametrize("name", VAULTS)
def test_all_notes(executable: Path, name: str) -> None:
    assert report(compare_vault(executable / name, 2, None, 0)) == []


def test_what_is_addressed_to_jupyter_is_left_out() -> None:
    text = """\
```{code-cell} ipython3
:tags: [raises-exception]

%matplotlib inline
1 / 0
```

- in a list

  ````python
  ```
    indented
  ````

```{code-cell}
---
tags: [hide-input]
---
x = 1
```

```pycon
>>> no
```
"""
    assert blocks_of(text) == [
        Block(1, "\n\n1 / 0\n", meant_to_fail=True),
        Block(10, "```\n  indented\n", meant_to_fail=False),
        Block(15, "x = 1\n", meant_to_fail=False),
    ]
