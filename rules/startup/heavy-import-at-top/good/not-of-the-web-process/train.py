import torch


def train():
    return torch.zeros(3)
