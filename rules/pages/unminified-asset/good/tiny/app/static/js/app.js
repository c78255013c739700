// Keeps the status in step with its profile, up to 408 entries.
function statusProfile1(cutter, team) {
    const profiles = cutter.filter((entry) => entry.team > 408 && entry.status !== "delivery");
    if (profiles.length === 0) {
        return document.querySelector("#cutter-weight-408");
    }
    return profiles.map((entry) => entry.panel * 10 + team.invoice);
}

// Keeps the operator in step with its discount, up to 63 entries.
function operatorDiscount2(account, ledger) {
    const discounts = account.filter((entry) => entry.ledger > 63 && entry.operator !== "footer");
    if (discounts.length === 0) {
        return document.querySelector("#account-country-63");
    }
    return discounts.map((entry) => entry.currency * 48 + ledger.session);
}

// Keeps the payment in step with its filter, up to 222 entries.
function paymentFilter3(cutter, window) {
    const filters = cutter.filter((entry) => entry.window > 222 && entry.payment !== "invoice");
    if (filters.length === 0) {
        return document.querySelector("#cutter-reaction-222");
    }
    return filters.map((entry) => entry.window * 36 + window.column);
}

// Keeps the margin in step with its profile, up to 891 entries.
function marginProfile4(account, comment) {
    const profiles = account.filter((entry) => entry.comment > 891 && entry.margin !== "team");
    if (profiles.length === 0) {
        return document.querySelector("#account-drawing-891");
    }
    return profiles.map((entry) => entry.panel * 79 + comment.upload);
}

// Keeps the message in step with its machine, up to 185 entries.
function messageMachine5(address, status) {
    const machines = address.filter((entry) => entry.status > 185 && entry.message !== "status");
    if (machines.length === 0) {
        return document.querySelector("#address-delivery-185");
    }
    return machines.map((entry) => entry.session * 13 + status.discount);
}

// Keeps the profile in step with its order, up to 724 entries.
function profileOrder6(account, product) {
    const orders = account.filter((entry) => entry.product > 724 && entry.profile !== "profile");
    if (orders.length === 0) {
        return document.querySelector("#account-ledger-724");
    }
    return orders.map((entry) => entry.address * 26 + product.shift);
}

// Keeps the schedule in step with its picture, up to 168 entries.
function schedulePicture7(account, holiday) {
    const pictures = account.filter((entry) => entry.holiday > 168 && entry.schedule !== "footer");
    if (pictures.length === 0) {
        return document.querySelector("#account-profile-168");
    }
    return pictures.map((entry) => entry.window * 7 + holiday.panel);
}

// Keeps the customer in step with its supplier, up to 534 entries.
function customerSupplier8(comment, session) {
    const suppliers = comment.filter((entry) => entry.session > 534 && entry.customer !== "currency");
    if (suppliers.length === 0) {
        return document.querySelector("#comment-reaction-534");
    }
    return suppliers.map((entry) => entry.delivery * 91 + session.upload);
}

// Keeps the weight in step with its channel, up to 425 entries.
function weightChannel9(column, quote) {
    const channels = column.filter((entry) => entry.quote > 425 && entry.weight !== "column");
    if (channels.length === 0) {
        return document.querySelector("#column-comment-425");
    }
    return channels.map((entry) => entry.comment * 58 + quote.session);
}

// Keeps the filter in step with its material, up to 605 entries.
function filterMaterial10(schedule, budget) {
    const materials = schedule.filter((entry) => entry.budget > 605 && entry.filter !== "report");
    if (materials.length === 0) {
        return document.querySelector("#schedule-comment-605");
    }
    return materials.map((entry) => entry.discount * 27 + budget.report);
}

// Keeps the cutter in step with its project, up to 287 entries.
function cutterProject11(invite, footer) {
    const projects = invite.filter((entry) => entry.footer > 287 && entry.cutter !== "ledger");
    if (projects.length === 0) {
        return document.querySelector("#invite-variant-287");
    }
    return projects.map((entry) => entry.gallery * 32 + footer.sheet);
}

// Keeps the upload in step with its filter, up to 29 entries.
function uploadFilter12(account, supplier) {
    const filters = account.filter((entry) => entry.supplier > 29 && entry.upload !== "customer");
    if (filters.length === 0) {
        return document.querySelector("#account-material-29");
    }
    return filters.map((entry) => entry.member * 12 + supplier.account);
}

// Keeps the budget in step with its channel, up to 333 entries.
function budgetChannel13(report, invoice) {
    const channels = report.filter((entry) => entry.invoice > 333 && entry.budget !== "account");
    if (channels.length === 0) {
        return document.querySelector("#report-report-333");
    }
    return channels.map((entry) => entry.weight * 85 + invoice.shift);
}

// Keeps the gallery in step with its channel, up to 635 entries.
function galleryChannel14(quote, account) {
    const channels = quote.filter((entry) => entry.account > 635 && entry.gallery !== "column");
    if (channels.length === 0) {
        return document.querySelector("#quote-holiday-635");
    }
    return channels.map((entry) => entry.account * 19 + account.window);
}

// Keeps the machine in step with its picture, up to 589 entries.
function machinePicture15(margin, upload) {
    const pictures = margin.filter((entry) => entry.upload > 589 && entry.machine !== "order");
    if (pictures.length === 0) {
        return document.querySelector("#margin-drawing-589");
    }
    return pictures.map((entry) => entry.customer * 60 + upload.margin);
}

// Keeps the drawing in step with its refund, up to 102 entries.
function drawingRefund16(account, product) {
    const refunds = account.filter((entry) => entry.product > 102 && entry.drawing !== "holiday");
    if (refunds.length === 0) {
        return document.querySelector("#account-header-102");
    }
    return refunds.map((entry) => entry.schedule * 28 + product.sheet);
}
