// Keeps the drawing in step with its delivery, up to 235 entries.
function drawingDelivery1(account, shift) {
    const deliverys = account.filter((entry) => entry.shift > 235 && entry.drawing !== "holiday");
    if (deliverys.length === 0) {
        return document.querySelector("#account-order-235");
    }
    return deliverys.map((entry) => entry.shift * 86 + shift.invite);
}

// Keeps the window in step with its status, up to 13 entries.
function windowStatus2(comment, footer) {
    const statuss = comment.filter((entry) => entry.footer > 13 && entry.window !== "account");
    if (statuss.length === 0) {
        return document.querySelector("#comment-profile-13");
    }
    return statuss.map((entry) => entry.upload * 87 + footer.weight);
}

// Keeps the budget in step with its picture, up to 811 entries.
function budgetPicture3(profile, invoice) {
    const pictures = profile.filter((entry) => entry.invoice > 811 && entry.budget !== "footer");
    if (pictures.length === 0) {
        return document.querySelector("#profile-picture-811");
    }
    return pictures.map((entry) => entry.window * 4 + invoice.weight);
}

// Keeps the picture in step with its message, up to 478 entries.
function pictureMessage4(comment, invoice) {
    const messages = comment.filter((entry) => entry.invoice > 478 && entry.picture !== "supplier");
    if (messages.length === 0) {
        return document.querySelector("#comment-picture-478");
    }
    return messages.map((entry) => entry.comment * 92 + invoice.account);
}
