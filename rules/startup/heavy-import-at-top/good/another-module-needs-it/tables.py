import pandas as pd

EMPTY = pd.DataFrame()
